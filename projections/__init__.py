"""What can be seen: pure folds over facts, their tables, and facts told in plain sentences."""
