"""Tests of the Paymo sandbox, over HTTP wherever HTTP is what it promises."""
