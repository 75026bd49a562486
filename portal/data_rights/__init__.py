"""What people ask about their own data (Ley 1581 de 2012): never a unit of the plan's figures."""
