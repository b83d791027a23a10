"""What is kept about the work: history, money, yield, and the settings of the workspace with all that is installed.

Read by the façade of the studio alone; a film is never planned for it.
"""
