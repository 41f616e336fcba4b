"""What people see: the terminal, charts, judgements in words."""
