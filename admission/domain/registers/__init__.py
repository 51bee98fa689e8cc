"""Registers: the streams beside the candidates."""
