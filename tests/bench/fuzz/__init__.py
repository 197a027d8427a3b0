"""Structure-aware fuzzing of extraction and discovery; see ../README.md."""
