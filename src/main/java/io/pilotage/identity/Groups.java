package io.pilotage.identity;

import java.util.List;

/** The groups of people the product works with; the ids are a contract. */
public final class Groups {

  public static final String PROGRAM_MANAGERS = "program-managers";
  public static final String BUSINESS = "business";
  public static final String DATA_SCIENCE = "data-science";
  public static final String ENGINEERING = "engineering";
  public static final String SECURITY = "security";
  public static final String LEGAL = "legal";
  public static final String RISK = "risk";
  public static final String OPERATIONS = "operations";
  public static final String ADMINISTRATORS = "camunda-admin";

  /** Every group that takes part in initiatives. */
  public static final List<String> ALL = List.of(
      PROGRAM_MANAGERS, BUSINESS, DATA_SCIENCE, ENGINEERING, SECURITY, LEGAL, RISK, OPERATIONS);

  private Groups() {}

  /** The group as a person would write it: {@code data-science} becomes “Data science”. */
  public static String label(String group) {
    if (ADMINISTRATORS.equals(group)) return "Administrators";
    var words = group.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
