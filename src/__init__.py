"""Communiqué reads news about diplomacy and draws who said what about whom, where and when."""

if __name__ == "src":
    raise ImportError("install the project (pip install -e .) and `import communique`, not `src`")

__version__ = "0.1.0"
