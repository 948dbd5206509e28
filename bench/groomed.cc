// FastJet's answers that workers/jets/groom.reference.test.ts compares with: the golden file workers/jets/testing/groomed.json.
//
//   g++ -O2 -o /tmp/groomed bench/groomed.cc -lfastjettools -lfastjet
//   /tmp/groomed 0.8 < jets.txt > workers/jets/testing/groomed.json
//
// In: jets as lines px py pz E, #END after each (the golden ones: events 0 and 1 of assets/samples/top.npz, qcd.npz, w.npz); R, which is
// soft drop's R0. Out: JSON. GROOMED=FILE.json has the test read another one. Trimming, filtering and pruning are
// FastJet's own tools (libfastjettools-dev 3.4); soft drop and the Lund plane walk FastJet's Cambridge/Aachen tree.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>
#include "fastjet/ClusterSequence.hh"
#include "fastjet/Selector.hh"
#include "fastjet/tools/Filter.hh"
#include "fastjet/tools/Pruner.hh"

using namespace fastjet;

static void tell(const PseudoJet &jet) {
  std::vector<int> places;
  if (jet.has_constituents())
    for (const PseudoJet &one : jet.constituents()) places.push_back(one.user_index());
  std::sort(places.begin(), places.end());
  printf("\"momentum\": [%.15g, %.15g, %.15g, %.15g], \"constituents\": [", jet.px(), jet.py(), jet.pz(), jet.E());
  for (size_t i = 0; i < places.size(); i++) printf("%s%d", i ? ", " : "", places[i]);
  printf("]");
}

static void softDrop(PseudoJet node, double zcut, double beta, double R0) {
  PseudoJet a, b;
  double zg = -1, rg = -1;
  while (node.has_parents(a, b)) {
    double z = std::min(a.pt(), b.pt()) / (a.pt() + b.pt());
    double angle = a.delta_R(b);
    if (z > zcut * std::pow(angle / R0, beta)) {
      zg = z;
      rg = angle;
      break;
    }
    node = a.pt() > b.pt() ? a : b;
  }
  printf("\"softdrop:zcut=%g,beta=%g\": {", zcut, beta);
  if (zg < 0) printf("\"zg\": null, \"rg\": null, ");
  else printf("\"zg\": %.15g, \"rg\": %.15g, ", zg, rg);
  tell(node);
  printf("},\n");
}

static void lund(PseudoJet node) {
  PseudoJet a, b;
  printf("\"lund\": [");
  for (bool first = true; node.has_parents(a, b); first = false) {
    if (a.pt() < b.pt()) std::swap(a, b);
    double angle = a.delta_R(b);
    printf("%s[%.12g, %.12g, %.12g, %.12g, %.12g]", first ? "" : ", ", b.pt() * angle, angle, b.pt() / (a.pt() + b.pt()),
           std::atan2(b.rap() - a.rap(), a.delta_phi_to(b)), node.m());
    node = a;
  }
  printf("]");
}

int main(int, char **arguments) {
  ClusterSequence::set_fastjet_banner_stream(nullptr);
  const double R = atof(arguments[1]);
  std::vector<PseudoJet> particles;
  std::string line;
  printf("{ \"R\": %g, \"jets\": [\n", R);
  bool first = true;
  while (std::getline(std::cin, line)) {
    if (line.compare(0, 4, "#END") != 0) {
      std::istringstream words(line);
      double px, py, pz, e;
      if (!(words >> px >> py >> pz >> e)) continue;
      particles.emplace_back(px, py, pz, e);
      particles.back().set_user_index(int(particles.size()) - 1);
      continue;
    }
    ClusterSequence tree(particles, JetDefinition(cambridge_algorithm, JetDefinition::max_allowable_R));
    PseudoJet jet = tree.inclusive_jets()[0];
    printf("%s{ \"particles\": [", first ? "" : ",\n");
    first = false;
    for (size_t i = 0; i < particles.size(); i++)
      printf("%s[%.17g, %.17g, %.17g, %.17g]", i ? ", " : "", particles[i].px(), particles[i].py(), particles[i].pz(),
             particles[i].E());
    printf("],\n\"groomed\": {\n");
    softDrop(jet, 0.1, 0, R);
    softDrop(jet, 0.1, 2, R);
    softDrop(jet, 0.2, 1, R);
    softDrop(jet, 0.1, -1, R);
    for (double radius : {0.1, 0.2}) {
      printf("\"trim:R=%g,fcut=0.05\": {", radius);
      tell(Filter(JetDefinition(kt_algorithm, radius), SelectorPtFractionMin(0.05))(jet));
      printf("},\n\"filter:R=%g,n=3\": {", radius);
      tell(Filter(JetDefinition(cambridge_algorithm, radius), SelectorNHardest(3))(jet));
      printf("},\n");
    }
    printf("\"prune:zcut=0.1,rcut=0.5\": {");
    tell(Pruner(cambridge_algorithm, 0.1, 0.5)(jet));
    printf("},\n\"prune:zcut=0.05,rcut=0.2\": {");
    tell(Pruner(cambridge_algorithm, 0.05, 0.2)(jet));
    printf("}\n},\n");
    lund(jet);
    printf(" }");
    particles.clear();
  }
  printf("\n] }\n");
}
