/**
 * Talks to an MLflow server, and says in a sentence when that fails. It knows nothing of
 * experiments and models: whoever asks decides what an answer means.
 */
@ApplicationModule(allowedDependencies = {})
package io.pilotage.mlflow;

import org.springframework.modulith.ApplicationModule;
