/**
 * What is made ready before the port opens: the folder of our data, groups, rights, Tasklist's
 * filters and the first people. It changes nothing later.
 */
package io.pilotage.identity.opening;
