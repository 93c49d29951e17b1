/**
 * What people and clients read: pages, and the same facts as JSON. It reads every module and
 * changes none, except that the page of a model carries the roll-back form of the module that owns
 * rollbacks, and the page of an initiative's data hands uploads to theirs.
 */
@ApplicationModule
package io.pilotage.board;

import org.springframework.modulith.ApplicationModule;
