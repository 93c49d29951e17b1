package io.pilotage.hostile;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Every address the product answers, read from the annotations of our controllers, of the engine's
 * REST interface and of its webapps.
 */
final class EveryRoute {

  private static final int DEEPEST = 6;
  private static final List<String> WITHOUT_A_CONTROLLER = List.of(
      "/login",
      "/logout",
      "/error",
      "/pilotage.css",
      "/vendor/bpmn-js/x.js",
      "/webjars/x.js",
      "/v3/api-docs",
      "/actuator",
      "/actuator/health",
      "/actuator/env",
      "/actuator/heapdump",
      "/actuator/prometheus",
      "/camunda/app/tasklist/default/",
      "/camunda/app/cockpit/default/",
      "/camunda/app/admin/default/",
      "/camunda/lib/x.js",
      "/engine-rest",
      "/camunda",
      "/h2-console",
      "/nothing-here");

  private EveryRoute() {}

  static List<Route> all() {
    var found = new LinkedHashSet<Route>();
    found.addAll(ours());
    for (var base : List.of(
        "/engine-rest", "/engine-rest/engine/default", "/camunda/api/engine/engine/default")) {
      walk(
          NamedProcessEngineRestServiceImpl.class,
          base,
          0,
          path -> path.replace("/{name}", ""),
          found);
    }
    webapps(found);
    WITHOUT_A_CONTROLLER.forEach(
        path -> Stream.of("GET", "POST").forEach(method -> found.add(new Route(method, path))));
    return List.copyOf(found);
  }

  private static Set<Route> ours() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    var found = new LinkedHashSet<Route>();
    for (var candidate : scanner.findCandidateComponents("io.pilotage")) {
      var type = loaded(candidate.getBeanClassName());
      var base = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
      for (var method : type.getDeclaredMethods()) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping == null) continue;
        for (var front : paths(base))
          for (var path : paths(mapping))
            for (var verb : verbs(mapping)) found.add(new Route(verb, front + path));
      }
    }
    return found;
  }

  private static List<String> paths(RequestMapping mapping) {
    return mapping == null || mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
  }

  private static List<String> verbs(RequestMapping mapping) {
    return mapping.method().length == 0
        ? List.of("GET")
        : Arrays.stream(mapping.method()).map(RequestMethod::name).toList();
  }

  private static void webapps(Set<Route> found) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false) {
      @Override
      protected boolean isCandidateComponent(AnnotatedBeanDefinition any) {
        return true;
      }
    };
    scanner.addIncludeFilter(new AnnotationTypeFilter(Path.class, false, true));
    for (var home : List.of(
        "org.camunda.bpm.webapp",
        "org.camunda.bpm.cockpit",
        "org.camunda.bpm.admin",
        "org.camunda.bpm.tasklist",
        "org.camunda.bpm.welcome")) {
      for (var candidate : scanner.findCandidateComponents(home)) {
        var type = loaded(candidate.getBeanClassName());
        var path = type.getAnnotation(Path.class).value();
        for (var app : List.of("admin", "cockpit", "tasklist", "welcome"))
          walk(type, "/camunda/api/" + app + slash(path), 0, name -> name, found);
      }
    }
  }

  private static void walk(
      Class<?> type,
      String base,
      int depth,
      java.util.function.UnaryOperator<String> tidy,
      Set<Route> found) {
    if (depth > DEEPEST || !type.getName().startsWith("org.camunda")) return;
    for (var method : withInterfaces(type)) {
      var path = method.getAnnotation(Path.class);
      var verb = Arrays.stream(method.getAnnotations())
          .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
          .filter(each -> each != null)
          .findFirst();
      if (path == null && verb.isEmpty()) continue;
      var address = base
          + (path == null
              ? ""
              : tidy.apply(slash(path.value())).replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}"));
      if (verb.isPresent()) found.add(new Route(verb.get().value(), address));
      else walk(method.getReturnType(), address, depth + 1, tidy, found);
    }
  }

  private static List<Method> withInterfaces(Class<?> type) {
    var all = new ArrayList<Method>(Arrays.asList(type.getMethods()));
    for (var parent = type; parent != null; parent = parent.getSuperclass()) {
      for (var face : parent.getInterfaces()) all.addAll(Arrays.asList(face.getMethods()));
    }
    // Reflection gives methods in no order; a seeded run needs one.
    var ordered = new TreeSet<Method>(java.util.Comparator.comparing(Method::toGenericString));
    ordered.addAll(all);
    return List.copyOf(ordered);
  }

  private static String slash(String path) {
    var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return bare.isEmpty() || bare.startsWith("/") ? bare : "/" + bare;
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, EveryRoute.class.getClassLoader());
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
