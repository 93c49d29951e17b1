package io.pilotage.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The very viewer of forms that Tasklist ships, taken from its jar, on a page of its own: the
 * engine's pages have no use for a narrow window, a form has. Nothing is asked of a server.
 */
final class FormViewer {

  private static final String ADDRESS = "http://forms.test/";
  private static final String SHIPPED = "/META-INF/resources/webjars/camunda/";
  private static final String HTML = """
      <!DOCTYPE html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="app/tasklist/camunda-tasklist-bootstrap.css">
      <link rel="stylesheet" href="app/tasklist/styles/user-styles.css">
      <style>html, body { overflow: auto; height: auto; border: 0; padding: 0 }
        main { padding: 10px; max-width: 660px }</style>
      <main><div class="cam-forms"></div></main>
      <script src="lib/runtime.js"></script><script src="lib/deps.js"></script></html>
      """;
  // The viewer is one of the modules of the bundle. The form editor beside it brings a createForm
  // of its own.
  private static final String RENDER = """
      async ({ schema, data }) => {
        webpackChunkcamunda_bpm_webapp.push([['picture'], {}, require => { window.load = require }]);
        const viewer = Object.keys(load.m).filter(id => {
          const code = load.m[id].toString();
          return code.includes('.createForm=') && !code.includes('.createFormEditor=');
        });
        window.shown?.destroy();
        const form = window.shown = new (load(viewer[0]).Form)({ container: document.querySelector('.cam-forms') });
        const { warnings } = await form.importSchema(schema, data);
        await Promise.all(['400', '600', '700'].map(weight => document.fonts.load(`${weight} 14px "IBM Plex Sans"`)));
        const brought = font => font.family.includes('IBM Plex Sans') && font.status === 'loaded';
        if (![...document.fonts].some(brought)) throw new Error('The form does not bring its font.');
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return warnings.map(String);
      }
      """;
  // Text fields scroll within themselves by design; anything else that does, or is cut off, hides
  // something on its right.
  private static final String HIDDEN = """
      () => [...document.querySelectorAll('main *')]
          .filter(it => !it.closest('svg, .flatpickr-calendar'))
          .filter(it => !['INPUT', 'TEXTAREA', 'SELECT', 'OPTION'].includes(it.tagName))
          .filter(it => it.getBoundingClientRect().right
                  > document.querySelector('main').getBoundingClientRect().right + 1
              || it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0
                  && getComputedStyle(it).overflowX !== 'visible')
          .map(it => it.tagName + '.' + it.className + ': ' + it.innerText.slice(0, 60))
      """;
  private static final String PRESELECTED = """
      () => [...document.querySelectorAll('input[type=radio]:checked')]
          .filter(it => !it.closest('.fjs-repeat-row-container, .fjs-repeat-row-remove'))
          .map(it => it.closest('.fjs-form-field').innerText)
      """;

  // Every answer one may choose, written into its box beside the cross that takes it back and the
  // arrow: no word is cut, and the box grows with it.
  private static final String TOO_LONG = """
      schema => {
        const selects = [], find = it => {
          if (it.type === 'select' && it.values) selects.push(it);
          (it.components || []).forEach(find);
        };
        find(schema);
        const boxes = [...document.querySelectorAll('.fjs-form-field-select')];
        const titled = (box, label) => box.querySelector('label').innerText.replace('*', '').trim() === label;
        return selects.flatMap(select => boxes.filter(box => titled(box, select.label)).slice(0, 1).flatMap(box => {
          const shown = box.querySelector('.fjs-select-display'), before = shown.textContent;
          const group = box.querySelector('.fjs-input-group');
          const room = group.clientWidth - 16 - 2 * box.querySelector('.fjs-select-arrow').offsetWidth;
          const probe = group.appendChild(document.createElement('span'));
          probe.style.cssText =
              `position: absolute; visibility: hidden; white-space: nowrap; font: ${getComputedStyle(shown).font}`;
          const wide = text => (probe.textContent = text, probe.offsetWidth > room);
          const high = text => (shown.textContent = text,
              shown.getBoundingClientRect().bottom > group.getBoundingClientRect().bottom);
          const long = select.values
              .filter(value => value.label.split(' ').some(wide) || high(value.label))
              .map(value => `${select.label}: ${value.label}`);
          probe.remove();
          shown.textContent = before;
          return long;
        }));
      }
      """;

  private final Page page;
  private final List<String> troubles = new ArrayList<>();

  private FormViewer(Page page) {
    this.page = page;
  }

  /** A window that is ready to show one form after the other. */
  static FormViewer at(BrowserContext window) {
    var viewer = new FormViewer(window.newPage());
    viewer.page.route("**/*", FormViewer::answer);
    viewer.page.onPageError(viewer.troubles::add);
    viewer.page.onConsoleMessage(message -> {
      if ("error".equals(message.type())) viewer.troubles.add(message.text());
    });
    viewer.page.navigate(ADDRESS);
    return viewer;
  }

  /** With a style sheet over all others, as a machine has that shows forms differently. */
  FormViewer styled(String style) {
    page.addStyleTag(new Page.AddStyleTagOptions().setContent(style));
    return this;
  }

  void show(JsonNode schema, JsonNode variables) {
    troubles.clear();
    var warnings = page.evaluate(RENDER, Map.of("schema", plain(schema), "data", plain(variables)));
    ((List<?>) warnings).forEach(warning -> troubles.add(warning.toString()));
  }

  /** What the viewer could not make sense of; empty when the form is as it was meant. */
  List<String> troubles() {
    return troubles;
  }

  List<String> hidesOnTheRight() {
    return texts(HIDDEN);
  }

  /** Answers that do not fit into the box they are chosen in. */
  List<String> answersThatDoNotFit(JsonNode schema) {
    return ((List<?>) page.evaluate(TOO_LONG, plain(schema)))
        .stream().map(Object::toString).toList();
  }

  /** Questions that come with an answer, outside of lists whose rows are facts. */
  List<String> preselected() {
    return texts(PRESELECTED);
  }

  String text() {
    return page.locator("main").innerText();
  }

  void picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  private List<String> texts(String script) {
    return ((List<?>) page.evaluate(script)).stream().map(Object::toString).toList();
  }

  private static Object plain(JsonNode json) {
    return new ObjectMapper().convertValue(json, Object.class);
  }

  private static void answer(Route route) {
    var path = route.request().url().substring(ADDRESS.length());
    if (path.isEmpty()) {
      route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(HTML));
      return;
    }
    try (var file = FormViewer.class.getResourceAsStream(
        (path.startsWith("vendor/") ? "/static/" : SHIPPED) + path)) {
      if (file == null) route.fulfill(new Route.FulfillOptions().setStatus(404));
      else
        route.fulfill(new Route.FulfillOptions()
            .setContentType(typeOf(path))
            .setBodyBytes(file.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String typeOf(String path) {
    return path.endsWith(".css")
        ? "text/css"
        : path.endsWith(".woff2") ? "font/woff2" : "text/javascript";
  }
}
