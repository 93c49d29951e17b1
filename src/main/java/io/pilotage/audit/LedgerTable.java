package io.pilotage.audit;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the ledger. Entries are inserted and read, never changed. */
@Repository
class LedgerTable {

  private static final String COLUMNS =
      "entry_number, recorded_at, initiative, actor, action_name, subject, details, previous_hash, hash";

  private final JdbcClient jdbc;

  LedgerTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Number and hash of the newest entry; everyone else who writes waits until this transaction has
   * ended.
   */
  Head lockHead() {
    return jdbc.sql("select entry_number, hash from ledger_head where id = 1 for update")
        .query(LedgerTable::asHead)
        .single();
  }

  Head head() {
    return jdbc.sql("select entry_number, hash from ledger_head where id = 1")
        .query(LedgerTable::asHead)
        .single();
  }

  void moveHead(Entry newest) {
    jdbc.sql("update ledger_head set entry_number = ?, hash = ? where id = 1")
        .params(newest.number(), newest.hash())
        .update();
  }

  void add(Entry entry) {
    jdbc.sql("insert into ledger_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(1, entry.number())
        .param(2, utc(entry.at()))
        .param(3, entry.initiative())
        .param(4, entry.actor())
        .param(5, entry.action())
        .param(6, entry.subject())
        .param(7, entry.details())
        .param(8, entry.previousHash())
        .param(9, entry.hash())
        .update();
  }

  List<Entry> newest(int limit) {
    return jdbc.sql("select " + COLUMNS + " from ledger_entry order by entry_number desc limit ?")
        .param(limit)
        .query(LedgerTable::entry)
        .list();
  }

  List<Entry> newestOf(String initiative, int limit) {
    return jdbc.sql("select " + COLUMNS
            + " from ledger_entry where initiative = ? order by entry_number desc limit ?")
        .params(initiative, limit)
        .query(LedgerTable::entry)
        .list();
  }

  /** The entries that follow the given number, oldest first. */
  List<Entry> after(long number, int limit) {
    return jdbc.sql("select " + COLUMNS
            + " from ledger_entry where entry_number > ? order by entry_number limit ?")
        .params(number, limit)
        .query(LedgerTable::entry)
        .list();
  }

  private static Head asHead(ResultSet row, int number) throws SQLException {
    return new Head(row.getLong(1), row.getString(2));
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getLong(1),
        instant(row, 2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9));
  }

  /** Number and hash of the newest entry. */
  record Head(long number, String hash) {}
}
