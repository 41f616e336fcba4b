"""What a statement holds: who, when, how much, how sure, what is foretold. Each stage: Record -> Record."""
