from tests.agenda.spreadsheets import bring

__all__ = ["bring"]
