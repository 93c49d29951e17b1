package io.pilotage.board;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.engine.whereabouts.Whereabouts;
import io.pilotage.gate.StandingRules;
import io.pilotage.identity.For;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Phase;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.operation.Governance;
import io.pilotage.operation.ScaleOut;
import io.pilotage.registry.Models;
import io.pilotage.rollout.ModelView;
import io.pilotage.rollout.Rollback;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.standstill.Standstills;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
import io.pilotage.traffic.Routes;
import io.pilotage.value.KpiChanges;
import io.pilotage.value.Kpis;
import io.pilotage.value.Returns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages: the board, an initiative, a model. The live part of each is fetched again every few
 * seconds.
 */
@Controller
class BoardPages {

  private static final int LATEST = 12;
  /** What one event tells several groups is one line. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final List<String> STAGES = List.of("5 %", "25 %", "75 %", "100 %");
  private static final List<Double> SHARES = List.of(5.0, 25.0, 75.0, 100.0);

  private final Portfolio portfolio;
  private final Rollouts rollouts;
  private final Routes routes;
  private final Models models;
  private final InOperation operation;
  private final Whereabouts whereabouts;
  private final Ledger ledger;
  private final Notices notices;
  private final Standstills standstills;
  private final People people;
  private final Wording words;
  private final StandingRules rules;
  private final Kpis kpis;
  private final KpiChanges kpiChanges;
  private final Returns returns;
  private final ScaleOut scaleOut;
  private final Governance governance;
  private final Clock clock;

  BoardPages(
      Portfolio portfolio,
      Rollouts rollouts,
      Routes routes,
      Models models,
      InOperation operation,
      Whereabouts whereabouts,
      Ledger ledger,
      Notices notices,
      Standstills standstills,
      People people,
      Wording words,
      StandingRules rules,
      Kpis kpis,
      KpiChanges kpiChanges,
      Returns returns,
      ScaleOut scaleOut,
      Governance governance,
      Clock clock) {
    this.portfolio = portfolio;
    this.rollouts = rollouts;
    this.routes = routes;
    this.models = models;
    this.operation = operation;
    this.whereabouts = whereabouts;
    this.ledger = ledger;
    this.notices = notices;
    this.standstills = standstills;
    this.people = people;
    this.words = words;
    this.rules = rules;
    this.kpis = kpis;
    this.kpiChanges = kpiChanges;
    this.returns = returns;
    this.scaleOut = scaleOut;
    this.governance = governance;
    this.clock = clock;
  }

  @ModelAttribute("person")
  String person() {
    return people.current().orElse(null);
  }

  @GetMapping("/")
  String board(Model page) {
    return live(page, "board");
  }

  @GetMapping("/board/live")
  String liveBoard(Model page) {
    return live(page, "board :: live");
  }

  private String live(Model page, String view) {
    var initiatives = portfolio.all();
    var waiting = initiatives.stream()
        .flatMap(initiative -> initiative.waitingFor().stream())
        .toList();
    var models = rollouts.views();
    page.addAttribute("initiatives", initiatives);
    page.addAttribute(
        "columns",
        Arrays.stream(Phase.values())
            .map(phase -> new Column(
                words.phase(phase.label()),
                initiatives.stream()
                    .filter(initiative -> phase.label().equals(initiative.phase()))
                    .toList()))
            .toList());
    page.addAttribute("waiting", waiting);
    page.addAttribute("stuck", standstills.all());
    page.addAttribute("models", models);
    page.addAttribute("mayRollBack", mayRollBack());
    page.addAttribute("notices", told(notices.latest(200)));
    page.addAttribute("summary", Portfolio.summary(initiatives));
    page.addAttribute(
        "figures",
        new Figures(
            waiting.size(),
            waiting.stream().filter(InitiativeView.WaitingFor::late).count(),
            models.size()));
    return view;
  }

  @GetMapping("/initiatives/{key}")
  String initiative(@PathVariable String key, Model page) {
    var initiative = portfolio.one(key);
    page.addAttribute("initiative", initiative);
    page.addAttribute("steps", steps(initiative.phase()));
    page.addAttribute("bars", PlanBar.of(initiative, clock.instant()));
    page.addAttribute("rules", rules.of(key));
    page.addAttribute("kpis", kpis.standings(key));
    page.addAttribute("working", kpis.working(key));
    page.addAttribute("value", returns.comparison(key));
    page.addAttribute("kpiChanges", kpiChanges.of(key));
    page.addAttribute("scaleOut", scaleOut.of(key).orElse(null));
    page.addAttribute("reviews", governance.of(key));
    var stands = whereabouts.of(key);
    page.addAttribute(
        "places",
        stands.stream().filter(place -> !place.process().equals("ai-lifecycle")).toList());
    page.addAttribute("machine", MachineWait.in(stands));
    page.addAttribute("audit", ledger.of(key, 100));
    page.addAttribute("notices", told(notices.of(key)));
    return "initiative";
  }

  @GetMapping("/models/{model}")
  String model(@PathVariable String model, Model page) {
    describe(model, page);
    page.addAttribute(
        "history", routes.history(model).stream().map(this::change).toList());
    page.addAttribute(
        "rollbacks",
        rollouts.rollbacks(model).stream().map(BoardPages::rollback).toList());
    page.addAttribute("mayRollBack", mayRollBack());
    if (mayRollBack()) page.addAttribute("ways", rollouts.waysBack(model));
    return "model";
  }

  /** Nothing while the traffic is as it was shown: what is ticked in the form stays ticked. */
  @GetMapping("/models/{model}/ways-back")
  Object waysBack(@PathVariable String model, @RequestParam long generation, Model page) {
    var view = rollouts.view(model);
    if (view.generation() == generation) return ResponseEntity.noContent().build();
    page.addAttribute("model", view);
    page.addAttribute("ways", rollouts.waysBack(model));
    return "model :: ways";
  }

  @GetMapping("/models/{model}/live")
  String liveModel(@PathVariable String model, Model page) {
    describe(model, page);
    return "model :: live";
  }

  private void describe(String model, Model page) {
    var view = rollouts.view(model);
    page.addAttribute("model", view);
    page.addAttribute("unapproved", models.unapproved(model));
    page.addAttribute("operation", operation.of(model, view.initiative()));
    page.addAttribute("judged", judged(view));
    page.addAttribute(
        "evidence",
        view.verdict() == null ? List.of() : EvidencePicture.of(view.verdict().metrics()));
    var shadow = Route.SHADOW.equals(view.stage())
        ? Stream.of(new Step("Shadow", "now"))
        : Stream.<Step>empty();
    page.addAttribute(
        "stages",
        Stream.concat(shadow, STAGES.stream().map(title -> {
              var share = SHARES.get(STAGES.indexOf(title));
              return new Step(title, view.candidate() == null ? "" : reached(view.share(), share));
            }))
            .toList());
  }

  /** Which version the verdict is about, and beside which other one. */
  private static String judged(ModelView view) {
    var version = view.verdict() == null ? null : view.verdict().version();
    if (version == null) return null;
    if (version.equals(view.candidate()))
      return "About the candidate " + version
          + (view.stable() == null
              ? ": no version serves beside it."
              : ", beside the stable version " + view.stable() + ".");
    if (version.equals(view.stable()))
      return "About the stable version " + version
          + (view.candidate() == null
              ? ", which answers everybody."
              : ", not about the candidate " + view.candidate() + ".");
    return "About " + version + ", which neither serves nor is the candidate any more.";
  }

  /** How a step of a way looks to who is at {@code now}. */
  private static String reached(double now, double step) {
    if (now < step) return "";
    return now == step ? "now" : "done";
  }

  @For({Groups.OPERATIONS, Groups.ADMINISTRATORS})
  @PostMapping("/models/{model}/rollback")
  String rollBack(
      @PathVariable String model,
      @RequestParam(required = false) String to,
      @RequestParam(required = false) String reason,
      RedirectAttributes flash) {
    try {
      var after = rollouts.rollBack(model, RollbackTarget.of(to), reason, people.currentOrSystem());
      var exception =
          after.share() > 0 ? " except the candidate's " + words.number(after.share()) + " %" : "";
      flash.addFlashAttribute(
          "said",
          (after.moved()
                  ? "Done: "
                  : "Nothing moved, it was done a moment ago, and your reason is kept too: ")
              + (after.onFallback()
                  ? "callers use the fallback"
                  : after.stable() + " answers everybody" + exception)
              + ". A review waits in Tasklist.");
    } catch (Refusal refusal) {
      flash.addFlashAttribute("refused", refusal.getMessage());
    }
    return "redirect:/models/{model}";
  }

  /** The diagram of one of our processes, for the live picture. */
  @GetMapping("/diagrams/{process}")
  ResponseEntity<Resource> diagram(@PathVariable String process) {
    var file = new ClassPathResource("bpmn/" + process + ".bpmn");
    if (!process.matches("[a-z-]+") || !file.exists())
      throw new Unknown("process", "There is no process “" + process + "”.");
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(file);
  }

  private List<Step> steps(String phase) {
    var labels = Stream.of(Phase.values()).map(Phase::label).toList();
    var now = labels.indexOf(phase);
    return labels.stream()
        .map(label -> new Step(words.phase(label), reached(now, labels.indexOf(label))))
        .toList();
  }

  private boolean mayRollBack() {
    return people
        .current()
        .filter(user -> people.isMember(user, Groups.OPERATIONS))
        .isPresent();
  }

  private static List<Told> told(List<Notice> notices) {
    var lines = new ArrayList<Told>();
    // That a task waits is shown beside, by the task itself.
    notices.stream().filter(notice -> notice.kind() != Kind.TASK_WAITING).forEach(notice -> {
      var last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
      if (last == null || !last.tells(notice))
        lines.add(
            last = new Told(notice.at(), notice.initiative(), notice.subject(), new TreeSet<>()));
      last.to().add(notice.toGroup() == null ? notice.toPerson() : notice.toGroup());
    });
    return lines.stream().limit(LATEST).toList();
  }

  private Change change(RouteChanged changed) {
    var after = changed.after();
    return new Change(
        changed.at(),
        whoAnswers(after) + ", generation " + after.generation(),
        changed.by(),
        changed.reason());
  }

  private String whoAnswers(Route route) {
    if (route.onFallback()) return "everybody on fallback";
    if (route.candidate() != null)
      return route.candidate() + " answers " + words.number(route.percent()) + " %";
    return route.undecided()
        ? "callers use their own default"
        : route.stable() + " answers everybody";
  }

  private static Undone rollback(Rollback rollback) {
    return new Undone(
        rollback.triggeredAt(),
        rollback.target().label(),
        rollback.by(),
        rollback.reason(),
        rollback.tookMillis());
  }

  record Column(String title, List<InitiativeView> initiatives) {}

  record Figures(long waiting, long late, long liveModels) {}

  record Step(String title, String state) {}

  /** What was told at once, to however many groups and people. */
  record Told(Instant at, String initiative, String subject, Set<String> to) {

    boolean tells(Notice earlier) {
      return subject.equals(earlier.subject())
          && Objects.equals(initiative, earlier.initiative())
          && Duration.between(earlier.at(), at).compareTo(AT_ONCE) < 0;
    }
  }

  record Change(Instant at, String what, String by, String reason) {}

  record Undone(Instant at, String to, String by, String reason, Long tookMillis) {}
}
