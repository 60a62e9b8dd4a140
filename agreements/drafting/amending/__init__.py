"""An addendum, written as the text that shall hold: begun from its parent's articles, shown as before and after."""
