"""The pages where the coordination prepares its plans."""
