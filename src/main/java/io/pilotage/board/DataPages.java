package io.pilotage.board;

import io.pilotage.dataset.Uploads;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The data of an initiative as a page: what was brought, how far its audit is, and what the audit
 * found, in pictures.
 */
@Controller
@RequestMapping("/initiatives/{key}/data")
class DataPages {

  private final Initiatives initiatives;
  private final Uploads uploads;
  private final DataReading reading;
  private final People people;

  DataPages(Initiatives initiatives, Uploads uploads, DataReading reading, People people) {
    this.initiatives = initiatives;
    this.uploads = uploads;
    this.reading = reading;
    this.people = people;
  }

  @ModelAttribute("person")
  String person() {
    return people.current().orElse(null);
  }

  @GetMapping
  String data(
      @PathVariable String key, @RequestParam(required = false) String toolarge, Model page) {
    describe(key, page);
    if (toolarge != null)
      page.addAttribute(
          "refused",
          "That file is too large: " + uploads.largest().toMegabytes()
              + " MB at most. Put it into a data folder on the server and name it in the task, or give a "
              + "sample as Parquet.");
    return "data";
  }

  /** The part that changes while an audit runs. */
  @GetMapping("/live")
  String live(@PathVariable String key, Model page) {
    describe(key, page);
    return "data :: live";
  }

  /** The upload of a browser without scripts. */
  @For({Groups.DATA_SCIENCE, Groups.ENGINEERING})
  @PostMapping
  String upload(
      @PathVariable String key, @RequestParam("file") MultipartFile file, RedirectAttributes flash)
      throws IOException {
    initiatives.get(key);
    try (var data = file.getInputStream()) {
      Refusal.unless(
          !file.isEmpty(), "file", "The upload is empty. Choose a CSV or Parquet file with data.");
      flash.addFlashAttribute(
          "said", DataReading.kept(uploads.receive(key, file.getOriginalFilename(), data)));
    } catch (Refusal refusal) {
      flash.addFlashAttribute("refused", refusal.getMessage());
    }
    return "redirect:/initiatives/{key}/data";
  }

  private void describe(String key, Model page) {
    page.addAttribute("initiative", initiatives.get(key));
    page.addAttribute("data", reading.of(key));
  }
}
