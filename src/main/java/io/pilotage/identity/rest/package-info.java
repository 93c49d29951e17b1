/**
 * What may be asked of the engine over its own REST interface: by whom, with which members of the
 * body, and what is looked at before the engine sees it. Who is asking is decided before.
 */
package io.pilotage.identity.rest;
