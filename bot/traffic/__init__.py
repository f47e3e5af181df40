"""How updates come in and messages go out: in order, at the pace that Telegram sets, once."""
