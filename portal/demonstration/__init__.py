"""A believable year for who wants to see the portal at work, and its removal without a trace."""
