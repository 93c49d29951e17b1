/**
 * Routers in a Kubernetes cluster: the Gateway API and KServe. Both keep the generation in an
 * annotation and change an object only as it was read.
 */
package io.pilotage.traffic.kubernetes;
