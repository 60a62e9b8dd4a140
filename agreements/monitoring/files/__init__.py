"""Pictures and papers that show what was done: checked by what they contain, pictures drawn anew, each kept once."""
