/**
 * The one login for pages, programs, Tasklist and the engine: whose password is right, whose
 * session still counts, and what the engine is told about who asks. Which address wants a login is
 * decided above.
 */
package io.pilotage.identity.login;
