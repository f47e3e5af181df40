"""The bot looking after itself: metrics and health, alerts, and what members asked in vain."""
