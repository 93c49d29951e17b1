package io.pilotage.process;

import io.pilotage.Notes;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * After each class of process tests: the flow nodes its engine has passed so far, for
 * {@link FlowNodeCoverageIT}.
 */
final class FlowNodeCoverage implements AfterAllCallback {

  static final Notes NOTES = new Notes("flow-nodes");

  // The engine has no query for distinct nodes, and reading a history of some ten thousand after
  // every class takes long.
  private static final String PASSED =
      "select distinct PROC_DEF_KEY_ || ' / ' || ACT_ID_ from ACT_HI_ACTINST where ACT_ID_ is not null";

  @Override
  public void afterAll(ExtensionContext test) {
    var database = SpringExtension.getApplicationContext(test).getBean(DataSource.class);
    NOTES.write(
        test.getRequiredTestClass(), new JdbcTemplate(database).queryForList(PASSED, String.class));
  }
}
