"""How well copies of a story are told from other articles, and what that costs."""
