"""Requests for erasure, holds, and the keys that still have to change after one."""
