"""The page of the stages' words: what is said, what fills its places, what other words would cost."""
