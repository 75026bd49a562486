"""The citizen's guide: what to do and where, in plain words, each sentence with its article."""
