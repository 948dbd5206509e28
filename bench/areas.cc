// FastJet's areas that workers/jets/areas.reference.test.ts compares with: the golden file workers/jets/testing/areas.json.
//
//   g++ -O2 -o /tmp/areas bench/areas.cc $(fastjet-config --cxxflags --libs) -lfastjettools
//   /tmp/areas < events.txt > workers/jets/testing/areas.json
//
// In: massless particles as lines pt y phi, #END after each event (the golden ones: events 1 and 4 of assets/samples/events.npz).
// Out: JSON. Areas are random with their ghosts: of each jet above 5 GeV the mean and its standard error over runs with ghosts of
// their own, and so of rho and sigma; kt's passive areas are Voronoi cells and have no error. Then, of one run, jets with the area
// that was found, and what FastJet's Subtractor (safe_mass on) leaves of them at the rho that stands beside.

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>
#include "fastjet/ClusterSequenceArea.hh"
#include "fastjet/Selector.hh"
#include "fastjet/tools/JetMedianBackgroundEstimator.hh"
#include "fastjet/tools/Subtractor.hh"

using namespace fastjet;

static const double R = 0.6, LEAST_PT = 5, MAX_RAPIDITY = 6;
static const int ACTIVE_RUNS = 400, PASSIVE_RUNS = 20, RHO_RUNS = 400;
/** Of the density: FastJet's own example. */
static const double RHO_R = 0.4, CENTRAL = 4;

struct Sum {
  double n = 0, a = 0, b = 0;
  void add(double x) { n++, a += x, b += x * x; }
  double mean() const { return a / n; }
  double error() const { return std::sqrt(std::max(0.0, (b / n - a * a / (n * n)) / (n - 1))); }
};

/** What is the same in every run has an error of its rounding. */
static void tell(const Sum &sum) { printf("[%.10g, %.6g]", sum.mean(), sum.error() < 1e-6 ? 0 : sum.error()); }

static void tell(const char *name, const PseudoJet &jet) {
  printf("\"%s\": [%.17g, %.17g, %.17g, %.17g]", name, jet.px(), jet.py(), jet.pz(), jet.E());
}

static void areas(const std::vector<PseudoJet> &event, JetAlgorithm algorithm, AreaType kind, int runs) {
  std::vector<Sum> area, size;
  std::vector<double> pt;
  for (int run = 0; run < runs; run++) {
    ClusterSequenceArea sequence(event, JetDefinition(algorithm, R), AreaDefinition(kind, GhostedAreaSpec(MAX_RAPIDITY)));
    std::vector<PseudoJet> jets = sorted_by_pt(sequence.inclusive_jets(LEAST_PT));
    area.resize(jets.size());
    size.resize(jets.size());
    pt.resize(jets.size());
    for (size_t k = 0; k < jets.size(); k++) {
      pt[k] = jets[k].pt();
      area[k].add(jets[k].area());
      size[k].add(jets[k].area_4vector().pt());
    }
  }
  printf("[");
  for (size_t k = 0; k < pt.size(); k++) {
    printf("%s{\"pt\": %.10g, \"area\": ", k ? ",\n        " : "", pt[k]);
    tell(area[k]);
    printf(", \"vectorPt\": ");
    tell(size[k]);
    printf("}");
  }
  printf("]");
}

static double density(const std::vector<PseudoJet> &event) {
  Sum rho, sigma;
  AreaDefinition area(active_area_explicit_ghosts, GhostedAreaSpec(MAX_RAPIDITY));
  Selector central = SelectorAbsRapMax(CENTRAL) * (!SelectorNHardest(2));
  for (int run = 0; run < RHO_RUNS; run++) {
    JetMedianBackgroundEstimator background(central, JetDefinition(kt_algorithm, RHO_R), area);
    background.set_particles(event);
    rho.add(background.rho());
    sigma.add(background.sigma());
  }
  printf("\"rho\": ");
  tell(rho);
  printf(", \"sigma\": ");
  tell(sigma);
  return rho.mean();
}

static void subtracted(const std::vector<PseudoJet> &event, double rho) {
  ClusterSequenceArea sequence(event, JetDefinition(antikt_algorithm, R), AreaDefinition(active_area, GhostedAreaSpec(MAX_RAPIDITY)));
  Subtractor subtractor(rho);
  subtractor.set_safe_mass(true);
  printf("\"at\": %.17g, \"jets\": [", rho);
  std::vector<PseudoJet> jets = sorted_by_pt(sequence.inclusive_jets());
  for (size_t k = 0; k < jets.size(); k++) {
    PseudoJet left = subtractor(jets[k]);
    printf("%s{", k ? ",\n        " : "");
    tell("jet", jets[k]);
    printf(", ");
    tell("area", jets[k].area_4vector());
    printf(", ");
    tell("left", left);
    printf("}");
  }
  printf("]");
}

int main() {
  ClusterSequence::set_fastjet_banner_stream(nullptr);
  std::string line;
  std::vector<PseudoJet> event;
  printf("{\"R\": %g, \"leastPt\": %g, \"maxRapidity\": %g, \"events\": [", R, LEAST_PT, MAX_RAPIDITY);
  std::string particles;
  for (int events = 0; std::getline(std::cin, line);) {
    if (line != "#END") {
      std::istringstream words(line);
      std::string pt, y, phi;
      words >> pt >> y >> phi;
      event.push_back(PtYPhiM(std::stod(pt), std::stod(y), std::stod(phi)));
      particles += (particles.empty() ? "[" : ",\n      [") + pt + ", " + y + ", " + phi + "]";
      continue;
    }
    printf("%s\n  {\"particles\": [%s],\n", events++ ? "," : "", particles.c_str());
    const std::pair<const char *, JetAlgorithm> algorithms[] = {{"antikt", antikt_algorithm}, {"kt", kt_algorithm}, {"ca", cambridge_algorithm}};
    printf("    \"active\": {");
    for (int k = 0; k < 3; k++) {
      printf("%s\n      \"%s\": ", k ? "," : "", algorithms[k].first);
      areas(event, algorithms[k].second, active_area, ACTIVE_RUNS);
    }
    printf("},\n    \"passive\": {");
    for (int k = 1; k < 3; k++) {
      printf("%s\n      \"%s\": ", k > 1 ? "," : "", algorithms[k].first);
      areas(event, algorithms[k].second, passive_area, PASSIVE_RUNS);
    }
    printf("},\n    ");
    double rho = density(event);
    printf(",\n    \"subtraction\": {");
    subtracted(event, rho);
    printf("}}");
    event.clear();
    particles.clear();
  }
  printf("\n]}\n");
  return 0;
}
