"""What the rules say as a whole: every combination of the boundary values of what they read, by the engine itself."""
