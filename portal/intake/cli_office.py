"""The worker that sends the mail says of the office what its forms say now."""

from portal.intake import office_entries
from portal.notices.chores import register

register(office_entries.refresh)
