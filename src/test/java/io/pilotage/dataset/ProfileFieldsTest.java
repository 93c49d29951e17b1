package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A profile is kept and answered with flat fields, whatever records it is made of. */
class ProfileFieldsTest {

  private static final String COLUMN = """
      {"name":"age","kind":"NUMBER","missing":2,"missingAs":{"?":2},"distinct":70,"from":"17",
       "to":"90","mean":38.5,"quartiles":[28.0,37.0,48.0],"misfits":1,"misfit":"old",
       "shape":[{"label":"17 to 20","rows":5}]}""";

  private static final String TURN = """
      {"by":"trade","reversed":true,"ahead":"m","aheadRate":0.3,"aheadRows":200,"behind":"f",
       "behindRate":0.1,"behindRows":100,"within":3,"compared":4,"example":{"value":"smith",
       "aheadRate":0.2,"aheadRows":20,"behindRate":0.4,"behindRows":10}}""";

  private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();

  @Test
  @DisplayName("A column kept earlier is read whole, and written with the same fields")
  void column() throws Exception {
    var column = json.readValue(COLUMN, Profile.Column.class);

    assertThat(column.spread().quartiles()).containsExactly(28.0, 37.0, 48.0);
    assertThat(column.from()).isEqualTo("17");
    assertThat(column.misfit()).isEqualTo("old");
    assertThat(json.readTree(json.writeValueAsString(column))).isEqualTo(json.readTree(COLUMN));
  }

  @Test
  @DisplayName("A turn kept earlier is read whole, and written with the same fields")
  void turn() throws Exception {
    var turn = json.readValue(TURN, Profile.Turn.class);

    assertThat(turn.sentence())
        .contains("“m” has 30.00 % of 200 rows and “f” 10.00 % of 100")
        .contains("in “smith” “m” has 20.00 % of 20 rows and “f” 40.00 % of 10");
    assertThat(json.readTree(json.writeValueAsString(turn))).isEqualTo(json.readTree(TURN));
  }
}
