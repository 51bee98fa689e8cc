"""The specification: given facts, when one command, then facts or refusal codes."""

import pytest

pytest.register_assert_rewrite("tests.stories.kit")
