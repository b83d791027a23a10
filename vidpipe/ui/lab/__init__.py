"""The Prompt Lab's page: the recipe at the left, the results at the right; blind, in pairs, as a tally. Parts of it."""
