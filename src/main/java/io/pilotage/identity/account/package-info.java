/**
 * Accounts as the engine keeps them, and what it does not know of them: since when they are there,
 * which sessions still count, where somebody has logged in before, and what a password has to be.
 * Who may come in by which door is decided above.
 */
package io.pilotage.identity.account;
