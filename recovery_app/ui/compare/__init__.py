"""The Compare page: is it really better?"""
