"""What a message means: its parts, slots, intents, language, risks, and what it refers back to. No model needed."""
