package io.pilotage.board;

import io.pilotage.engine.Refusal;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.standstill.Standstills;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The button beside a step that stands still. */
@Controller
class StuckPages {

  private final Standstills standstills;

  StuckPages(Standstills standstills) {
    this.standstills = standstills;
  }

  @For({Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/stuck/{id}/try-again")
  String tryAgain(
      @PathVariable String id,
      @RequestParam(required = false) String sure,
      @RequestParam(required = false) String initiative,
      RedirectAttributes flash) {
    try {
      Refusal.unless(
          "yes".equals(sure),
          "sure",
          "Please confirm that the cause is gone and the step is to be tried again.");
      var step = standstills.tryAgain(id);
      flash.addFlashAttribute(
          "said",
          "Done: “" + step.step()
              + "” is tried again now, or at its time if that is still to come. If it does not go on, it"
              + " stands here again and operations are told.");
    } catch (Refusal refusal) {
      flash.addFlashAttribute("refused", refusal.getMessage());
    }
    if (initiative == null) return "redirect:/";
    flash.addAttribute("initiative", initiative);
    return "redirect:/initiatives/{initiative}";
  }
}
