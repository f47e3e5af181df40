"""What is read in Telegram: answers, articles, the paper, loads, as rich text and buttons."""
