"""The film's page in its sections: progress, strip, cut, storyboard, pictures, sound, and the gate at the foot.

A section draws its part of a view-model and sends intents; what they mean is the façade's affair.
"""
