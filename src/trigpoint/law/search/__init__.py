"""Finding law: by its exact citation first, then by words. One small interface over each database's own index."""
