package io.pilotage.identity.account;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of accounts. The engine's table of users is read here, and written for a new hash of the
 * same password only.
 */
@Repository
class AccountTable {

  /** Accounts and memberships without a row are as old as this. */
  static final Instant ALWAYS = Instant.EPOCH;

  private static final String NEVER_CHANGED = "0";

  private final JdbcClient jdbc;

  AccountTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Account> find(String user) {
    return jdbc.sql(
            "select u.id_, u.pwd_, u.salt_, coalesce(a.stamp, ?) from act_id_user u left join account a "
                + "on a.user_id = u.id_ where u.id_ = ?")
        .params(NEVER_CHANGED, user)
        .query((row, nr) ->
            new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .optional();
  }

  /** Writes a new hash of the same password, unless somebody has changed it meanwhile. */
  boolean rehash(Account account, String hash, String salt) {
    return jdbc.sql("update act_id_user set pwd_ = ?, salt_ = ? where id_ = ? and pwd_ = ?")
            .params(hash, salt, account.id(), account.hash())
            .update()
        == 1;
  }

  /** Name and e-mail address as they are kept. */
  List<String> profile(String user) {
    return jdbc.sql("select first_, last_, email_ from act_id_user where id_ = ?")
        .param(user)
        .query((row, nr) -> List.of(text(row, 1), text(row, 2), text(row, 3)))
        .optional()
        .orElse(List.of("", "", ""));
  }

  List<String> groupsOf(String user) {
    return jdbc.sql("select group_id_ from act_id_membership where user_id_ = ? order by group_id_")
        .param(user)
        .query(String.class)
        .list();
  }

  List<String> membersOf(String group) {
    return jdbc.sql("select user_id_ from act_id_membership where group_id_ = ? order by user_id_")
        .param(group)
        .query(String.class)
        .list();
  }

  void add(String user, String stamp, Instant now) {
    jdbc.sql("insert into account (user_id, held_since, stamp) values (?, ?, ?)")
        .params(user, utc(now), stamp)
        .update();
  }

  void stamp(String user, String stamp) {
    if (jdbc.sql("update account set stamp = ? where user_id = ?")
            .params(stamp, user)
            .update()
        == 0) add(user, stamp, ALWAYS);
  }

  void handOver(String user, Instant now) {
    jdbc.sql("update account set held_since = ? where user_id = ?")
        .params(utc(now), user)
        .update();
  }

  void addTo(String group, String user, Instant now) {
    jdbc.sql("insert into account_group (user_id, group_id, since) values (?, ?, ?)")
        .params(user, group, utc(now))
        .update();
  }

  void takeFrom(String group, String user) {
    jdbc.sql("delete from account_group where user_id = ? and group_id = ?")
        .params(user, group)
        .update();
  }

  void dissolve(String group) {
    jdbc.sql("delete from account_group where group_id = ?").param(group).update();
  }

  void delete(String user) {
    jdbc.sql("delete from account_group where user_id = ?").param(user).update();
    jdbc.sql("delete from account where user_id = ?").param(user).update();
  }

  void predate(String user) {
    jdbc.sql("update account_group set since = ? where user_id = ?")
        .params(utc(ALWAYS), user)
        .update();
    handOver(user, ALWAYS);
  }

  Instant heldSince(String user) {
    return jdbc.sql("select held_since from account where user_id = ?")
        .param(user)
        .query((row, nr) -> instant(row, 1))
        .optional()
        .orElse(ALWAYS);
  }

  Instant memberSince(String user, String group) {
    return jdbc.sql("select since from account_group where user_id = ? and group_id = ?")
        .params(user, group)
        .query((row, nr) -> instant(row, 1))
        .optional()
        .orElse(ALWAYS);
  }

  boolean knows(String user, String address) {
    return jdbc.sql("select count(*) from known_address where user_id = ? and address = ?")
            .params(user, address)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Keeps the latest addresses of an account, as many as given. */
  void remember(String user, String address, Instant now, int most) {
    if (jdbc.sql("update known_address set last_at = ? where user_id = ? and address = ?")
            .params(utc(now), user, address)
            .update()
        > 0) return;
    try {
      jdbc.sql("insert into known_address (user_id, address, last_at) values (?, ?, ?)")
          .params(user, address, utc(now))
          .update();
    } catch (DuplicateKeyException sameMoment) {
      return;
    }
    jdbc.sql(
            "delete from known_address where user_id = ? and address not in (select k.address from "
                + "known_address k where k.user_id = ?"
                + " order by k.last_at desc, k.address fetch first ? rows only)")
        .params(user, user, most)
        .update();
  }

  void forgetAddresses(String user) {
    jdbc.sql("delete from known_address where user_id = ?").param(user).update();
  }

  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }
}
