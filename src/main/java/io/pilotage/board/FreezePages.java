package io.pilotage.board;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.rollout.Freezes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The button of the board that stops every promotion, and the one that lets them go on. */
@Controller
class FreezePages {

  private final Freezes freezes;

  FreezePages(Freezes freezes) {
    this.freezes = freezes;
  }

  @For({Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/freeze")
  String begin(
      @RequestParam(required = false) String reason,
      @RequestParam(required = false) String until,
      @RequestParam(required = false) String sure,
      RedirectAttributes flash) {
    return told(
        flash, "Done: no candidate gets more traffic. Everybody who promotes was told.", () -> {
          confirmed(sure);
          freezes.begin(reason, moment(until));
        });
  }

  @For({Groups.PROGRAM_MANAGERS, Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/freeze/end")
  String end(@RequestParam(required = false) String sure, RedirectAttributes flash) {
    return told(flash, "Done: what waited goes on by itself.", () -> {
      confirmed(sure);
      freezes.end();
    });
  }

  private static String told(RedirectAttributes flash, String done, Runnable work) {
    try {
      work.run();
      flash.addFlashAttribute("said", done);
    } catch (Refusal refusal) {
      flash.addFlashAttribute("refused", refusal.getMessage());
    }
    return "redirect:/";
  }

  private static void confirmed(String sure) {
    Refusal.unless("yes".equals(sure), "sure", "Please confirm that you mean every model.");
  }

  private static Instant moment(String until) {
    try {
      return until == null || until.isBlank()
          ? null
          : LocalDateTime.parse(until).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException unreadable) {
      throw new Refusal("until", "“" + until + "” is no time like 2026-12-20T08:00.");
    }
  }
}
