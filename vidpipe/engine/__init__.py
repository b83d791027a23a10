"""What is to be done next and doing it: plan, attempts, calls, gates, budget, events, queue.

It sees the outside only as ports: no provider, no media, no SQL is imported here.
"""
