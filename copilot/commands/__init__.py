"""The shell commands of `copilot`, a file each."""
