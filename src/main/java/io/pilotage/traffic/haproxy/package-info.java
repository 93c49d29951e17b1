/**
 * HAProxy as the router: one backend a model, one server a version, driven and read over the
 * runtime socket. Nothing here knows whether a share is deserved.
 */
package io.pilotage.traffic.haproxy;
