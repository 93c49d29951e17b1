package io.pilotage.identity;

import io.pilotage.identity.login.LoginPage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks who somebody is before anything reads what was sent: an address that names its groups wants
 * a member of one, any other a member of whichever. Whether somebody has to be logged in at all is
 * the matter of the doors.
 */
@Component
class PartInIt implements HandlerInterceptor, WebMvcConfigurer {

  private final People people;

  PartInIt(People people) {
    this.people = people;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !(handler instanceof HandlerMethod address)
        || isForAll(address)) return true;
    var part = address.getMethodAnnotation(For.class);
    if (part != null) people.mustBeIn(part.value());
    else if (people.current().isPresent()) people.mustBeInAny();
    return true;
  }

  /** The login, the page that says what went wrong, and what services reach with a token. */
  private static boolean isForAll(HandlerMethod address) {
    return address.hasMethodAnnotation(ForServices.class)
        || LoginPage.class.equals(address.getBeanType())
        || ErrorController.class.isAssignableFrom(address.getBeanType());
  }
}
