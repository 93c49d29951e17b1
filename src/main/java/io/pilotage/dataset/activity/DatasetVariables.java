package io.pilotage.dataset.activity;

import io.pilotage.dataset.DataReview;
import io.pilotage.dataset.Preparation.BiasVerdict;
import io.pilotage.dataset.Preparation.LabelState;
import io.pilotage.engine.ProcessVariable;
import java.time.LocalDate;
import java.util.List;

/** What the data phase remembers between steps, and the keys of its forms. */
public final class DatasetVariables {

  /** Where the data lies: a file below the data folders, an upload, or an allowed address. */
  public static final ProcessVariable<String> LOCATION = ProcessVariable.line("location");
  /** The files brought for the initiative, to choose from. */
  public static final ProcessVariable<List<Choice>> UPLOADS =
      ProcessVariable.list("uploads", Choice.class);
  /** The uploaded file that was chosen, by its location. */
  public static final ProcessVariable<String> UPLOAD = ProcessVariable.text("upload");
  /** Column with the truth the model is to predict. */
  public static final ProcessVariable<String> LABEL_COLUMN = ProcessVariable.line("labelColumn");
  /** Value of the label that counts as the wanted answer. */
  public static final ProcessVariable<String> POSITIVE_VALUE =
      ProcessVariable.line("positiveValue");
  /** Column that says when a row came about. */
  public static final ProcessVariable<String> TIME_COLUMN = ProcessVariable.line("timeColumn");
  /** Columns whose groups are compared, separated by commas. */
  public static final ProcessVariable<String> GROUP_COLUMNS = ProcessVariable.line("groupColumns");
  /** Words that mean “missing” in the group columns, separated by commas. */
  public static final ProcessVariable<String> MISSING_IN_GROUPS =
      ProcessVariable.line("missingInGroups");
  /** Column with the answers of a model that exists already. */
  public static final ProcessVariable<String> PREDICTION_COLUMN =
      ProcessVariable.line("predictionColumn");
  /** Whether the profile could be made; drives the gateway "Data readable?". */
  public static final ProcessVariable<Boolean> DATA_READABLE = ProcessVariable.flag("dataReadable");
  /** What the reviewer says; drives the gateway "Data accepted?". */
  public static final ProcessVariable<DataReview> DATA_REVIEW =
      ProcessVariable.choice("dataReview", DataReview.class);
  /** The reviewer's words; demanded when the data is sent back. */
  public static final ProcessVariable<String> DATA_REVIEW_COMMENT =
      ProcessVariable.text("dataReviewComment");
  /** Whether ground truth exists or is planned. */
  public static final ProcessVariable<LabelState> LABEL_STATE =
      ProcessVariable.choice("labelState", LabelState.class);
  /** Where labels come from or how they will be made. */
  public static final ProcessVariable<String> LABEL_SOURCE = ProcessVariable.text("labelSource");
  /** Who sees to planned labels. */
  public static final ProcessVariable<String> LABEL_OWNER = ProcessVariable.line("labelOwner");
  /** Day by which planned labels exist. */
  public static final ProcessVariable<LocalDate> LABELS_DUE = ProcessVariable.date("labelsDue");
  /** System the data comes from. */
  public static final ProcessVariable<String> PIPELINE_SOURCE =
      ProcessVariable.line("pipelineSource");
  /** Steps from source to model. */
  public static final ProcessVariable<String> PIPELINE_STEPS =
      ProcessVariable.text("pipelineSteps");
  /** File that one run of the pipeline wrote. */
  public static final ProcessVariable<String> FIRST_RUN = ProcessVariable.line("firstRun");
  /** File that a second run wrote. */
  public static final ProcessVariable<String> SECOND_RUN = ProcessVariable.line("secondRun");
  /** File set apart for the last judgement. */
  public static final ProcessVariable<String> HOLDOUT_LOCATION =
      ProcessVariable.line("holdoutLocation");
  /** Person who answers for the data. */
  public static final ProcessVariable<String> DATA_OWNER = ProcessVariable.line("dataOwner");
  /** How data quality is watched after go-live. */
  public static final ProcessVariable<String> QUALITY_WATCH = ProcessVariable.text("qualityWatch");
  /** Whether the history in the data records past human decisions; yes adds reviewers. */
  public static final ProcessVariable<YesNo> RECORDS_DECISIONS =
      ProcessVariable.choice("recordsDecisions", YesNo.class);
  /** Who could be treated unfairly, and why. */
  public static final ProcessVariable<String> BIAS_RISKS = ProcessVariable.text("biasRisks");
  /** What is done about it. */
  public static final ProcessVariable<String> BIAS_MITIGATION =
      ProcessVariable.text("biasMitigation");
  /** Groups that review the bias: one task each. */
  public static final ProcessVariable<List<String>> BIAS_REVIEWERS =
      ProcessVariable.texts("biasReviewers");
  /** The group one review is asked of. */
  public static final ProcessVariable<String> REVIEWER = ProcessVariable.text("reviewer");
  /** What one reviewer says. */
  public static final ProcessVariable<BiasVerdict> BIAS_VERDICT =
      ProcessVariable.choice("biasVerdict", BiasVerdict.class);
  /** A reviewer's words; demanded when a ratio fails or the answer is no. */
  public static final ProcessVariable<String> BIAS_COMMENT = ProcessVariable.text("biasComment");

  private DatasetVariables() {}

  /** One line to choose in a form. */
  public record Choice(String value, String label) {}

  /** An answer without anything in between. */
  public enum YesNo {
    YES,
    NO
  }
}
