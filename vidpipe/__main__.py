"""`python -m vidpipe`: the command line without its script on the path. Nothing else."""

from vidpipe.cli import main

if __name__ == "__main__":
    main()
