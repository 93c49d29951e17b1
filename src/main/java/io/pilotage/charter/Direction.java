package io.pilotage.charter;

import java.util.regex.Pattern;

/** Which way a metric is to move, and the words people use for it. */
public enum Direction {
  INCREASE(
      "increas|rais|grow|improv|more|up|boost|lift|doubl|tripl|gain|higher|better|extend|expand|maximi|enhanc|win|add"),
  REDUCE("reduc|lower|cut|decreas|shrink|shorten|few|less|drop|down|minimi|halv|sav|prevent|avoid|"
      + "eliminat|fast|fewer|remov|slash|below");

  private final Pattern words;

  Direction(String stems) {
    words = Pattern.compile("\\b(" + stems + ")\\p{L}*");
  }

  /** Whether a text in small letters has a word for this direction. */
  boolean isNamedIn(String text) {
    return words.matcher(text).find();
  }
}
