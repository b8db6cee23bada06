public import Kernel

/// A place on a small map.
public struct MapPlace: Sendable, Hashable {
    let name: String
    let latitude: Int
    let longitude: Int

    /// - Parameters:
    ///   - latitude: in whole degrees, north positive.
    ///   - longitude: in whole degrees, east positive.
    public init(_ name: String, latitude: Int, longitude: Int) {
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A way between two places.
public struct MapLeg: Sendable, Hashable {
    let from: MapPlace
    let to: MapPlace
    let shown: String

    /// - Parameter shown: what is told of the way: its length, its carbon.
    public init(_ from: MapPlace, _ to: MapPlace, shown: String) {
        self.from = from
        self.to = to
        self.shown = shown
    }
}

extension HTML {
    /// A route on a small map of the world, the Pacific in the middle. It shows where things lie,
    /// not whose they are: coarse land, no borders.
    ///
    /// - Parameter headings: of the columns: from, to, what is told.
    public static func mapChart(
        _ title: String, description: String, id: String, legs: [MapLeg],
        headings: (from: String, to: String, told: String), language: Language
    ) -> HTML {
        let land = MapOutline.land.map { shape -> HTML in
            let points = shape.map { MapOutline.point(latitude: $0.1, longitude: $0.0) }
            return "<polygon class=\"chart-land\" points=\"\(points.joined(separator: " "))\"/>"
        }
        let ways = legs.map { leg -> HTML in
            let (from, to) = (leg.from.point, leg.to.point)
            return "<polyline class=\"chart-line line-1\" points=\"\(from) \(to)\"/>"
        }
        var places: [MapPlace] = []
        for leg in legs {
            for place in [leg.from, leg.to] where !places.contains(place) { places.append(place) }
        }
        let names = places.map { place -> HTML in
            let (x, y) = MapOutline.place(latitude: place.latitude, longitude: place.longitude)
            let text: HTML = x > 240
                ? "<text class=\"chart-axis\" x=\"\(x - 6)\" y=\"\(y + 13)\">"
                : "<text x=\"\(x + 6)\" y=\"\(y - 5)\">"
            return """
                <circle class="chart-place" cx="\(x)" cy="\(y)" r="3"/>\(text)\(place.name)</text>
                """
        }
        return chartFrame(
            title, description: description, id: id, height: 130,
            drawing: "\(land)\(ways)\(names)",
            table: .table(
                caption: title,
                columns: [
                    Column<MapLeg>(headings.from, isHeader: true, text: { $0.from.name }),
                    Column<MapLeg>(headings.to, text: { $0.to.name }),
                    Column<MapLeg>(headings.told, .number, text: { $0.shown }),
                ], rows: legs, narrow: .cards, empty: ""), language: language)
    }
}

extension MapPlace {
    fileprivate var point: String {
        MapOutline.point(latitude: latitude, longitude: longitude)
    }
}

/// Land, drawn coarsely by hand: pairs of longitude and latitude in degrees.
enum MapOutline {
    /// The left edge lies in the Atlantic, at 30° west.
    static func place(latitude: Int, longitude: Int) -> (x: Int, y: Int) {
        let east = ((longitude + 30) % 360 + 360) % 360
        return (east * 8 / 9, (80 - min(80, max(-60, latitude))) * 8 / 9 + 2)
    }

    static func point(latitude: Int, longitude: Int) -> String {
        let found = place(latitude: latitude, longitude: longitude)
        return "\(found.x),\(found.y)"
    }

    static let land: [[(Int, Int)]] = [
        // Europe and Asia.
        [
            (-9, 43), (-9, 37), (-5, 36), (3, 42), (8, 44), (12, 42), (18, 40), (13, 45), (20, 40),
            (23, 37), (27, 41), (36, 36), (34, 31), (43, 13), (59, 22), (51, 25), (48, 30),
            (61, 25),
            (72, 21), (77, 8), (80, 15), (90, 22), (95, 16), (99, 8), (104, 1), (100, 13),
            (109, 11),
            (106, 20), (114, 22), (122, 31), (121, 37), (118, 39), (126, 35), (129, 36), (130, 42),
            (141, 52), (155, 59), (162, 57), (170, 60), (179, 65), (179, 69), (140, 73), (105, 77),
            (70, 73), (45, 68), (25, 71), (12, 65), (5, 59), (11, 59), (12, 56), (20, 60), (22, 65),
            (29, 60), (20, 55), (8, 54), (2, 51), (-4, 48), (-1, 44),
        ],
        // Africa.
        [
            (-6, 36), (10, 37), (20, 31), (32, 31), (37, 21), (43, 12), (51, 12), (40, -3),
            (40, -15),
            (35, -24), (27, -34), (18, -34), (12, -18), (9, -1), (9, 4), (-8, 5), (-17, 14),
            (-17, 21),
        ],
        // Australia, New Zealand.
        [
            (114, -22), (122, -18), (131, -12), (136, -12), (141, -17), (143, -11), (153, -26),
            (150, -37), (140, -38), (131, -32), (116, -35),
        ],
        [(173, -35), (178, -38), (168, -46), (167, -45)],
        // Islands of the east.
        [(130, 31), (136, 34), (141, 36), (142, 41), (145, 44), (141, 45), (137, 37), (131, 34)],
        [(120, 23), (122, 25), (121, 22)], [(109, 18), (111, 20), (109, 20)],
        [(119, 5), (118, 0), (114, -4), (109, 1), (115, 5)],
        [(95, 5), (104, -2), (106, -6), (99, 0)], [(106, -6), (114, -8), (106, -7)],
        [(120, 18), (122, 17), (126, 7), (121, 13)],
        [(131, -1), (141, -3), (150, -10), (138, -8)], [(80, 9), (82, 7), (80, 6)],
        [(44, -16), (50, -15), (47, -25), (44, -23)], [(-5, 50), (1, 52), (-3, 58), (-6, 57)],
        // The Americas.
        [
            (-168, 66), (-156, 71), (-128, 70), (-95, 72), (-82, 68), (-94, 59), (-82, 52),
            (-78, 62),
            (-64, 60), (-56, 52), (-66, 45), (-74, 40), (-81, 31), (-80, 25), (-84, 30), (-97, 27),
            (-97, 20), (-87, 21), (-83, 10), (-78, 8), (-85, 11), (-97, 16), (-106, 23), (-117, 33),
            (-124, 41), (-124, 48), (-135, 58), (-152, 60), (-165, 55),
        ],
        [
            (-78, 8), (-72, 12), (-52, 5), (-35, -6), (-39, -18), (-48, -26), (-58, -35),
            (-65, -42),
            (-68, -53), (-74, -50), (-71, -20), (-81, -5),
        ],
    ]
}

extension ComponentGallery {
    static let mapChart = Example("map-chart", Localized(zh: "小地图", en: "Small map")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let shanghai = MapPlace(word("上海", "Shanghai"), latitude: 31, longitude: 122)
        let singapore = MapPlace(word("新加坡", "Singapore"), latitude: 1, longitude: 104)
        let rotterdam = MapPlace(word("鹿特丹", "Rotterdam"), latitude: 52, longitude: 4)
        let losAngeles = MapPlace(word("洛杉矶", "Los Angeles"), latitude: 34, longitude: -118)
        return .mapChart(
            word("航线与碳排放", "Routes and carbon"),
            description: word(
                "上海经新加坡到鹿特丹，以及上海到洛杉矶。",
                "Shanghai to Rotterdam by Singapore, and Shanghai to Los Angeles."),
            id: "map-routes",
            legs: [
                MapLeg(shanghai, singapore, shown: "118 kg"),
                MapLeg(singapore, rotterdam, shown: "441 kg"),
                MapLeg(shanghai, losAngeles, shown: "305 kg"),
            ],
            headings: (
                word("从", "From"), word("到", "To"), word("每箱 CO₂e", "CO₂e a container")
            ), language: language)
    }
}
