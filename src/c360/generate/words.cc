#include "c360/generate/words.h"

#include <algorithm>

namespace c360::generate {
namespace {

constexpr std::string_view kFirstNameList[] = {
    "Aisha",  "Alan",   "Alice", "Amir",    "Ana",   "Andrea", "Anil",  "Anna", "Ben",  "Carla",  "Carlos", "Chen",
    "Chloe",  "Daniel", "David", "Deepa",   "Diego", "Elena",  "Emil",  "Emma", "Eva",  "Farah",  "Felix",  "Fiona",
    "George", "Grace",  "Hanna", "Hugo",    "Ida",   "Imran",  "Ines",  "Ivan", "Jack", "James",  "Jana",   "Jo",
    "Jonas",  "Julia",  "Karan", "Kate",    "Kenji", "Lara",   "Laura", "Leo",  "Lina", "Liam",   "Lucas",  "Maria",
    "Marco",  "Mei",    "Mia",   "Mohamed", "Nadia", "Neha",   "Nina",  "Noah", "Olga", "Oliver", "Omar",   "Paul",
    "Peter",  "Priya",  "Rosa",  "Sara",    "Sofia", "Tom",    "Yusuf", "Zoe"};
constexpr std::string_view kLastNameList[] = {
    "Adams",  "Ahmed",  "Almeida", "Baker",   "Bauer",  "Brown",  "Carter", "Castro",  "Chen",   "Clark",
    "Costa",  "Cruz",   "Das",     "Davis",   "Diaz",   "Dubois", "Evans",  "Fischer", "Garcia", "Gupta",
    "Haas",   "Hall",   "Hansen",  "Hughes",  "Ito",    "Jensen", "Jones",  "Khan",    "Kim",    "King",
    "Kovacs", "Kumar",  "Larsen",  "Lee",     "Lopez",  "Martin", "Meyer",  "Miller",  "Moreau", "Mueller",
    "Nguyen", "Novak",  "Okafor",  "Olsen",   "Patel",  "Perez",  "Price",  "Rao",     "Reid",   "Ricci",
    "Rossi",  "Santos", "Sato",    "Schmidt", "Sharma", "Silva",  "Singh",  "Smith",   "Suzuki", "Tanaka",
    "Taylor", "Torres", "Walker",  "Wang",    "Weber",  "White",  "Wilson", "Young"};
constexpr std::string_view kMailHostList[] = {"example.com", "example.org", "example.net", "mail.example.com",
                                              "post.example.org"};
constexpr std::string_view kStreetList[] = {"Oak Street",  "Mill Lane",   "High Street", "Station Road", "Park Avenue",
                                            "Church Lane", "River Drive", "Hill Road",   "Maple Court",  "Lake View"};
constexpr std::string_view kCityList[] = {
    "New York", "Mumbai", "San Francisco", "Bangalore", "Delhi",       "London", "Berlin",     "Paris",
    "Madrid",   "Lisbon", "Chicago",       "Toronto",   "Mexico City", "Lagos",  "Nairobi",    "Singapore",
    "Sydney",   "Tokyo",  "Seoul",         "Vienna",    "Warsaw",      "Prague", "Copenhagen", "Stockholm",
    "Oslo",     "Dublin", "Sao Paulo",     "Lima",      "Boston",      "Seattle"};
constexpr std::string_view kProductList[] = {"Lamp", "Kettle", "Novel",  "Puzzle", "Jacket",  "Headphones", "Notebook",
                                             "Vase", "Drone",  "Scarf",  "Camera", "Atlas",   "Robot",      "Blanket",
                                             "Mug",  "Boots",  "Tablet", "Comic",  "Tea Set", "Backpack"};
constexpr std::string_view kDepartmentList[] = {"General Inquiry", "Billing", "Sales", "Technical Support"};
constexpr std::string_view kShiftList[] = {"Morning", "Afternoon", "Evening"};
constexpr std::string_view kOpenHoursList[] = {"8:00 AM - 8:00 PM", "9:00 AM - 7:00 PM", "10:00 AM - 10:00 PM"};
constexpr std::string_view kShopCategoryList[] = {"Electronics", "Fashion", "Home Garden", "Books", "Toys",
                                                  "Beauty",      "Sports",  "Groceries",   "Pets"};
constexpr std::string_view kRetailCategoryList[] = {"Books", "Clothing", "Electronics", "Home Goods", "Toys"};
constexpr std::string_view kShopPaymentMethodList[] = {"Credit Card",   "Debit Card", "Paypal",
                                                       "Bank Transfer", "Upi",        "Cash On Delivery"};
constexpr std::string_view kRetailPaymentMethodList[] = {"Credit Card", "Debit Card", "Gift Card", "PayPal"};
constexpr std::string_view kPaymentStatusList[] = {"Success", "Failed", "Pending", "Refunded"};
constexpr std::string_view kOrderStatusList[] = {"Completed", "Pending", "Failed"};
constexpr std::string_view kIssueList[] = {"Late Delivery",  "Wrong Item",    "Payment Problem",
                                           "Refund Request", "Login Problem", "Damaged Product"};
constexpr std::string_view kResolutionList[] = {"Open", "In Progress", "Resolved", "Closed"};
constexpr std::string_view kRetailIssueList[] = {"Billing", "Complaint", "Other", "Product Inquiry", "Technical Issue"};
constexpr std::string_view kRetailResolutionList[] = {"Resolved", "Pending", "Escalated"};
constexpr std::string_view kPageList[] = {"/home", "/search",   "/products", "/products/sale",
                                          "/cart", "/checkout", "/help",     "/account"};
constexpr std::string_view kDeviceList[] = {"Mobile", "Desktop", "Tablet", "Smart Tv"};
constexpr std::string_view kTierList[] = {"Bronze", "Silver", "Gold", "Platinum"};
constexpr std::string_view kPointReasonList[] = {"Purchase", "Promotion", "Referral", "Correction"};

}  // namespace

namespace words {

const Words kFirstNames = kFirstNameList, kLastNames = kLastNameList, kMailHosts = kMailHostList;
const Words kStreets = kStreetList, kCities = kCityList;
const Words kProducts = kProductList, kDepartments = kDepartmentList, kShifts = kShiftList;
const Words kOpenHours = kOpenHoursList;
const Words kShopCategories = kShopCategoryList, kRetailCategories = kRetailCategoryList;
const Words kShopPaymentMethods = kShopPaymentMethodList, kRetailPaymentMethods = kRetailPaymentMethodList;
const Words kPaymentStatuses = kPaymentStatusList, kOrderStatuses = kOrderStatusList;
const Words kIssues = kIssueList, kResolutions = kResolutionList;
const Words kRetailIssues = kRetailIssueList, kRetailResolutions = kRetailResolutionList;
const Words kPages = kPageList, kDevices = kDeviceList, kTiers = kTierList, kPointReasons = kPointReasonList;

}  // namespace words

std::int64_t place_of(std::string_view word, Words list) {
  return std::find(list.begin(), list.end(), word) - list.begin();
}

}  // namespace c360::generate
